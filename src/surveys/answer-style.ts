/** How the answer page looks: phone first, light and dark, no file of its own to fetch. */
export const style = `
:root{--ink:#1b2433;--ink-2:#566176;--line:#c9d1de;--paper:#fff;--page:#f4f6fa;--main:#1f5eff;--on-main:#fff;--tint:#e8efff;--warn:#a3260f;--warn-tint:#fdeee9}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf4;--ink-2:#a5afc0;--line:#455066;--paper:#1a212d;--page:#11161f;--main:#86a9ff;--on-main:#0d1420;--tint:#22304f;--warn:#ffb3a0;--warn-tint:#3a1d16}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-snap-type:y proximity;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto;scroll-snap-type:none}}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.55 system-ui,-apple-system,"PingFang SC","PingFang TC","Microsoft YaHei","Microsoft JhengHei","Noto Sans CJK SC",sans-serif}
main{max-width:620px;margin:0 auto;padding:12px 16px calc(24px + env(safe-area-inset-bottom))}
header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}
.house{margin:0;font-weight:600;overflow-wrap:anywhere}
.languages{display:flex;gap:4px}
.languages button{min-height:36px;padding:4px 9px;border:1px solid transparent;border-radius:8px;background:none;color:var(--ink-2);font:inherit;font-size:14px;cursor:pointer}
.languages button[aria-pressed=true]{border-color:var(--line);background:var(--paper);color:var(--ink)}
section{display:flex;flex-direction:column;justify-content:center;gap:16px;min-height:calc(100svh - 24px);padding:16px 0;scroll-snap-align:start}
section.opening{min-height:calc(100svh - 96px)}
h1{margin:0;font-size:26px;line-height:1.3;overflow-wrap:anywhere}
p{margin:0;overflow-wrap:anywhere;white-space:pre-line}
.quiet{color:var(--ink-2);font-size:14px}
fieldset{margin:0;padding:0;border:0;min-width:0}
legend,section>label[for]{display:block;padding:0;margin-bottom:14px}
.step{display:block;color:var(--ink-2);font-size:14px}
.asked{font-size:21px;font-weight:600;line-height:1.4;overflow-wrap:anywhere}
.options{display:grid;gap:8px}
.nps .options{grid-template-columns:repeat(6,1fr);gap:6px}
.option{position:relative;display:flex;align-items:center;gap:12px;min-height:48px;padding:8px 14px;border:1px solid var(--line);border-radius:12px;background:var(--paper);cursor:pointer;overflow-wrap:anywhere}
.option input{flex:none;width:20px;height:20px;margin:0;accent-color:var(--main)}
.option:has(:checked){border-color:var(--main);background:var(--tint);box-shadow:inset 0 0 0 1px var(--main)}
.option:has(:focus-visible){outline:3px solid var(--main);outline-offset:2px}
.nps .option{justify-content:center;padding:8px 0;font-variant-numeric:tabular-nums}
.nps .option input{position:absolute;inset:0;width:100%;height:100%;opacity:0;cursor:pointer}
.ends{display:flex;justify-content:space-between;gap:16px;margin-top:8px}
/* a question left out comes into view with its words, not with its first button alone */
.option input,textarea{scroll-margin-top:9rem}
textarea{width:100%;padding:12px;border:1px solid var(--line);border-radius:12px;background:var(--paper);color:inherit;font:inherit;resize:vertical}
a,button{touch-action:manipulation}
a:focus-visible,button:focus-visible,textarea:focus-visible,.missing:focus-visible{outline:3px solid var(--main);outline-offset:2px}
.next{align-self:flex-start;min-height:44px;padding:9px 16px;border:1px solid var(--line);border-radius:12px;color:var(--ink);text-decoration:none}
.next::after{content:" ↓" / ""}
.send{min-height:52px;border:0;border-radius:12px;background:var(--main);color:var(--on-main);font:inherit;font-size:19px;font-weight:600;cursor:pointer}
.missing{padding:12px 16px;border:1px solid var(--warn);border-radius:12px;background:var(--warn-tint);color:var(--warn)}
.missing ul{margin:6px 0 0;padding-inline-start:20px}
.missing a{color:inherit}
.left-out .step{color:var(--warn)}
.notice{text-align:center}
.apart{position:absolute;width:1px;height:1px;padding:0;border:0;overflow:hidden;clip-path:inset(50%)}
@media (min-width:700px){.nps .options{grid-template-columns:repeat(11,1fr)}section{min-height:70vh}section.opening{min-height:55vh}}
`.replaceAll('\n', '')
