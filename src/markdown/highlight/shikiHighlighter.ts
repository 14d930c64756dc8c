import type { BundledLanguage, BundledTheme } from 'shiki'
import type { GrammarState, HighlighterCore, ThemedToken } from 'shiki/core'
import type { HighlightedLine, Highlighter, HighlightSession } from './highlighter.ts'

export interface ShikiHighlighterOptions {
  /** Languages that may be loaded, by name or alias. Default: all that Shiki brings, each when it is first met. */
  readonly langs?: readonly BundledLanguage[]
  /** One theme for light and one for dark pages. Default: GitHub's, whose every colour can be read (4.5:1). */
  readonly themes?: { readonly light: BundledTheme; readonly dark: BundledTheme }
}

/**
 * Longest time in milliseconds for one line; what a slow pattern has not reached by then is plain. Far more than any line
 * needs, so that colours do not depend on how busy the machine is: the first line also pays for the grammar's patterns.
 */
const LINE_TIME = 250

/**
 * Colours code with Shiki's grammars. Shiki, the themes and each language are loaded when they are first needed; each
 * line is read once, with the state that the line before left. Uses Shiki's engine in JavaScript, so that a strict
 * content security policy needs no `wasm-unsafe-eval`.
 *
 * @example
 * app.use(createRill({ highlighter: createShikiHighlighter() }))
 */
export function createShikiHighlighter({
  langs,
  themes = { light: 'github-light-high-contrast', dark: 'github-dark-default' },
}: ShikiHighlighterOptions = {}): Highlighter {
  let loading: Promise<Loaded> | undefined

  return {
    async open(language) {
      const name = language.toLowerCase()
      if (name === '' || (langs !== undefined && !langs.some((lang) => lang === name))) {
        return undefined
      }
      loading ??= load(themes).catch((error: unknown) => {
        // Without a connection now does not mean without one for good.
        loading = undefined
        throw error
      })
      const { shiki, languages } = await loading
      const loader = languages[name]
      if (loader === undefined) return undefined
      await shiki.loadLanguage(loader)
      return createSession(shiki, name, themes)
    },
  }
}

interface Loaded {
  readonly shiki: HighlighterCore
  readonly languages: Readonly<
    Partial<Record<string, Parameters<HighlighterCore['loadLanguage']>[0]>>
  >
}

async function load(themes: { light: BundledTheme; dark: BundledTheme }): Promise<Loaded> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }, bundle, all] =
    await Promise.all([
      import('shiki/core'),
      import('shiki/engine/javascript'),
      import('shiki/langs'),
      import('shiki/themes'),
    ])
  const shiki = await createHighlighterCore({
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    themes: [all.bundledThemes[themes.light], all.bundledThemes[themes.dark]],
    langs: [],
  })
  return { shiki, languages: { ...bundle.bundledLanguages } }
}

function createSession(
  shiki: HighlighterCore,
  lang: string,
  themes: { light: BundledTheme; dark: BundledTheme },
): HighlightSession {
  let grammarState: GrammarState | undefined

  function readLine(line: string): HighlightedLine {
    const result = shiki.codeToTokens(line, {
      lang,
      themes,
      defaultColor: false,
      grammarState,
      tokenizeTimeLimit: LINE_TIME,
    })
    grammarState = result.grammarState
    return result.tokens.flat().map(runOf)
  }

  return { highlight: (lines) => lines.map(readLine) }
}

/** A font style is the light theme's: a letter cannot be upright and slanted at once. */
function runOf({ content, htmlStyle }: ThemedToken): HighlightedLine[number] {
  const style: Readonly<Partial<Record<string, string>>> = htmlStyle ?? {}
  const { '--shiki-light': light, '--shiki-dark': dark } = style
  return {
    text: content,
    ...(light === undefined ? {} : { light }),
    ...(dark === undefined ? {} : { dark }),
    italic: style['--shiki-light-font-style'] === 'italic',
    bold: style['--shiki-light-font-weight'] === 'bold',
  }
}
