/** Whether an element stands on a light or a dark page, by the text that is readable there. */
export function pageTheme(element: Element | null): 'light' | 'dark' {
  if (element === null) return 'light'
  const channels = getComputedStyle(element).color.match(/[\d.]+/g) ?? []
  const [red = 0, green = 0, blue = 0] = channels.map(Number)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127 ? 'dark' : 'light'
}
