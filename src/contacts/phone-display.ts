/**
 * A number as people read it, without the numbering plans of the whole world in the browser: mainland numbers without country
 * code and in groups, others as +country rest. Masked ones keep their stars. `extensionMark` comes from the page's words.
 */
export function shownPhone(phone: string, extension: string | null = null, extensionMark = ' x'): string {
  const tail = extension === null ? '' : extensionMark + extension
  const mobile = /^\+86(1..)(....)(....)$/.exec(phone)
  if (mobile) return `${mobile[1]} ${mobile[2]} ${mobile[3]}${tail}`
  const landline = /^\+86(10|2\d|[3-9]\d\d)(\d{3,4})(\d{4})$/.exec(phone)
  if (landline) return `0${landline[1]}-${landline[2]} ${landline[3]}${tail}`
  const other = /^\+(852|853|886|65|60|81|82|1|44|49|33)(.+)$/.exec(phone)
  return (other ? `+${other[1]} ${other[2]}` : phone) + tail
}
