/** What GitHub's flavour adds to CommonMark, written for this test: tables, strikethrough, bare addresses, task lists. */
export const GITHUB_EXAMPLES: readonly string[] = [
  '| name | value |\n| ---- | ----- |\n| one | two |\n',
  '| left | right | middle |\n|:--|--:|:-:|\n| a | b | c |\nafter\n',
  'a | b\n--|--\n`x|y` | \\| \n\n> | q |\n> |---|\n> | r |\n',
  '| too | few |\n|-|-|\n| one |\n| one | two | three |\n',
  '| not | a table |\n|---|\n| x | y |\n',
  '| a |\n| - |\n# heading ends it\n| b |\n| - |\n***\n',
  '| *a* | **b** | ~~c~~ |\n|-|-|-|\n| [d](/e) | `f` | ![g](/h) |\n',
  '- | a |\n  |---|\n  | b |\n- next\n',
  '1. x\n\n   | a | b |\n   |---|---|\n   | c | d |\n\n   after\n',
  '~~gone~~ and ~~*both*~~ and ~one~ and ~~~three~~~\n',
  '~~not\n\nclosed~~ **~~in strong~~**\n',
  'www.example.com and https://example.com/a?b=c&d, (http://example.com/(x))\n',
  'mail me@example.com. not@ and http:// or https://例子.测试/路径。\n',
  '<https://example.com> `https://code.example` [https://a.example](https://b.example)\n',
  '- [ ] open\n- [x] done\n  - [X] inside\n- [] none\n- [ ]none\n',
  '1. [ ] one\n2. [x] two\n\n   more\n* [ ]\n',
]
