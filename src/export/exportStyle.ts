/**
 * What an exported document looks like, on the screen and on paper. It holds no character that HTML would escape, so that
 * a server renderer writes it as it stands.
 */
export const exportStyle = `
:root { color-scheme: light dark; }
body { max-inline-size: 46rem; margin: 2rem auto; padding-inline: 1rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1rem; margin-block-start: 2.5rem; }
.date, .note, .from { opacity: 0.75; }
.question { margin: 0; padding-inline-start: 1rem; border-inline-start: 3px solid; white-space: pre-wrap; }
.sources { margin-block-start: 1.5rem; font-size: 0.875rem; }
.sources h3 { font-size: 0.875rem; }
pre { padding: 0.75rem; border: 1px solid; border-radius: 0.25rem; white-space: pre-wrap; }
code { font-family: ui-monospace, monospace; font-size: 0.875em; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 1px solid; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.75rem; border: 1px solid; text-align: start; }
.cite { font-size: 0.75em; vertical-align: super; }
@media print { body { max-inline-size: none; margin: 0; padding: 0; } h1, h2, h3 { break-after: avoid; } pre, tr, li { break-inside: avoid; } }
`
