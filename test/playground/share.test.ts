import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findAttachment,
  MOST_CHARACTERS,
  readAttachment,
  writeAttachment,
} from '../../playground/src/share/attachment.ts'
import { packText, unpackText } from '../../playground/src/share/packText.ts'

describe('what a link carries beside the scene', () => {
  it('comes out of the address as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (json) => {
        const written = await writeAttachment({ kind: 'talk', json })
        const part = written.isSmall ? written.part : ''
        expect(part).toMatch(/^talk=[\w-]*$/)
        expect(findAttachment(`#view=chat&${part}`)).toBe(part)
        expect(await readAttachment(part)).toEqual({ kind: 'talk', json })
      }),
      { numRuns: 50 },
    )
  })

  it('is left out where it would be too long, and its size told', async () => {
    const json = Array.from({ length: 6000 }, (_, place) =>
      (place ** 5 % 99_991).toString(36),
    ).join()
    const written = await writeAttachment({ kind: 'recording', json })
    expect(written).toMatchObject({ isSmall: false })
    expect(written.isSmall ? 0 : written.characters).toBeGreaterThan(MOST_CHARACTERS)
  })

  it('makes a text of much repetition short', async () => {
    const packed = await packText('data: {"type":"token"}\n\n'.repeat(2000))
    expect(packed.length).toBeLessThan(400)
  })

  it.each([
    ['what is no base64url', 'recording=%%%'],
    ['what nobody packed', 'recording=AAAA'],
    ['what is too long', `talk=${'A'.repeat(MOST_CHARACTERS + 1)}`],
  ])('is refused: %s', async (_, part) => {
    expect(await readAttachment(part)).toBeUndefined()
  })

  it('does not grow without bounds', async () => {
    const bomb = deflateRawSync(Buffer.alloc(8 * 1024 * 1024)).toString('base64url')
    expect(bomb.length).toBeLessThan(MOST_CHARACTERS)
    await expect(unpackText(bomb)).rejects.toThrow('4 MiB')
  })

  it('is nothing where the link has none', () => {
    expect(findAttachment('#view=chat&__proto__=x')).toBe('')
  })
})
