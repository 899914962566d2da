/** `Chrome · Windows` from what a browser says of itself, or null when it says nothing known. */
export const deviceName = (agent: string | null): string | null => {
  if (!agent) return null
  const browser = [
    ['Edg/', 'Edge'],
    ['MicroMessenger', 'WeChat'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => agent.includes(mark!))?.[1]
  const system = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark]) => agent.includes(mark!))?.[1]
  return [browser, system].filter(Boolean).join(' · ') || null
}
