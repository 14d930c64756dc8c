import type { Token } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { BlockListItem } from '../../src/markdown/blockList.ts'
import {
  blockAt,
  emptyBlockList,
  isSegment,
  listBlocks,
  withBlock,
} from '../../src/markdown/blockList.ts'
import type { MarkdownBlock } from '../../src/markdown/markdownBlock.ts'
import { createBlock } from '../../src/markdown/markdownBlock.ts'

const token: Token = new MarkdownIt.Token('hr', 'hr', 0)

function block(key: number): MarkdownBlock {
  return createBlock({
    key,
    token,
    closing: undefined,
    inline: undefined,
    children: emptyBlockList,
    closed: true,
  })
}

function build(count: number): ReturnType<typeof withBlock> {
  let list = emptyBlockList
  for (let index = 0; index < count; index++) list = withBlock(list, index, block(index))
  return list
}

/** Where each block stands, as the indexes on the way to it. */
function places(items: readonly BlockListItem[], path = ''): Map<number, string> {
  const found = new Map<number, string>()
  items.forEach((item, index) => {
    const at = `${path}/${index}`
    if (isSegment(item)) for (const [key, place] of places(item.items, at)) found.set(key, place)
    else found.set(item.key, at)
  })
  return found
}

describe('a block list', () => {
  it('gives back every block in order and by its index', () => {
    const list = build(3_000)
    expect(list.length).toBe(3_000)
    expect(listBlocks(list).map(({ key }) => key)).toEqual([...Array(3_000).keys()])
    for (const index of [0, 15, 16, 271, 272, 2_999]) {
      expect(blockAt(list, index)?.key).toBe(index)
    }
    expect(blockAt(list, 3_000)).toBeUndefined()
    expect(blockAt(list, -1)).toBeUndefined()
  })

  it('never moves a block while it grows', () => {
    const small = places(build(1_100).items)
    const large = places(build(2_500).items)
    for (const [key, place] of small) expect(large.get(key)).toBe(place)
  })

  it('shares all but one path with the list it came from', () => {
    const before = build(2_000)
    const after = withBlock(before, 2_000, block(2_000))
    const changed = after.items.filter((item, index) => item !== before.items[index])
    expect(changed).toHaveLength(1)
    expect(before.length).toBe(2_000)
    expect(blockAt(before, 2_000)).toBeUndefined()
  })

  it('stays shallow: ten thousand blocks need no array longer than a hundred', () => {
    const widest = (items: readonly BlockListItem[]): number =>
      Math.max(items.length, ...items.map((item) => (isSegment(item) ? widest(item.items) : 0)))
    expect(widest(build(10_000).items)).toBeLessThanOrEqual(100)
  })
})
