// Runs before the first paint so that theme, language and density do not flash. A file of its own: the policy forbids inline scripts.
;(() => {
  const root = document.documentElement
  let kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('sluice-preferences') || '{}')
  } catch {
    kept = {}
  }
  const dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  if (kept.density) root.setAttribute('data-density', kept.density)
  if (kept.locale) root.lang = kept.locale
})()
