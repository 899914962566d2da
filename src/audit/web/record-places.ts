/** Where a record of a kind can be looked at; nothing for kinds without a page of their own. */
export function placeOf(
  kind: string,
  id: string,
): { to: string; params?: { id: string }; search?: Record<string, string> } | null {
  if (kind === 'customer' || kind === 'opportunity')
    return { to: kind === 'customer' ? '/customers/$id' : '/opportunities/$id', params: { id } }
  if (kind === 'win-back-campaign') return { to: '/win-back/$id', params: { id } }
  if (kind === 'lead') return { to: '/leads', search: { peek: id } }
  if (kind === 'activity') return { to: '/activities', search: { peek: id } }
  return kind === 'contact' ? { to: '/contacts', search: { peek: id } } : null
}
