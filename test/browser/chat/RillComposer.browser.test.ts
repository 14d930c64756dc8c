import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import RillComposer from '../../../src/components/chat/RillComposer.vue'
import { commit, compose, pressUnderInputMethod } from '../../support/realInput.ts'

type Screen = Awaited<ReturnType<typeof render<typeof RillComposer>>>
type Props = NonNullable<Parameters<typeof render<typeof RillComposer>>[1]>['props']

const open = (props: Props = {}): Promise<Screen> => render(RillComposer, { props })
const boxOf = (screen: Screen): HTMLTextAreaElement => {
  const box = screen.container.querySelector('textarea')
  if (!box) throw new Error('there is no box')
  return box
}
const fileOf = (name: string, type: string, size = 3): File =>
  new File(['x'.repeat(size)], name, { type })

function carry(...files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  return transfer
}

describe('RillComposer', () => {
  it('sends with Enter, begins a line with Shift and Enter, and is empty and focused then', async () => {
    const screen = await open()
    const box = boxOf(screen)
    await userEvent.click(box)
    await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two{Enter}')
    expect(screen.emitted('send')).toEqual([[{ text: 'one\ntwo', attachments: [] }]])
    expect(box.value).toBe('')
    expect(document.activeElement).toBe(box)
  })

  it('sends with Ctrl and Enter only, where Enter begins a line', async () => {
    const screen = await open({ submitOnEnter: false })
    const box = boxOf(screen)
    await userEvent.click(box)
    await userEvent.keyboard('one{Enter}two')
    expect(screen.emitted('send')).toBeUndefined()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(screen.emitted('send')).toEqual([[{ text: 'one\ntwo', attachments: [] }]])
  })

  it('leaves the Enter of an input method to it', async () => {
    const screen = await open()
    const box = boxOf(screen)
    box.focus()
    await compose('nihao')
    await pressUnderInputMethod('Enter')
    expect(screen.emitted('send')).toBeUndefined()
    await commit('你好')
    expect(box.value).toBe('你好')
    await new Promise((resolve) => setTimeout(resolve, 80))
    await userEvent.keyboard('{Enter}')
    expect(screen.emitted('send')).toEqual([[{ text: '你好', attachments: [] }]])
  })

  it('leaves the Enter that Safari tells behind the end of a composition', async () => {
    const screen = await open({ modelValue: '你好' })
    const box = boxOf(screen)
    box.dispatchEvent(new CompositionEvent('compositionend', { data: '你好' }))
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }))
    expect(screen.emitted('send')).toBeUndefined()
  })

  it('sends nothing that has no word in it', async () => {
    const screen = await open()
    await userEvent.click(boxOf(screen))
    await userEvent.keyboard('  {Shift>}{Enter}{/Shift} {Enter}')
    await screen.getByRole('button', { name: 'Send' }).click({ force: true })
    expect(screen.emitted('send')).toBeUndefined()
  })

  it('turns Send into Stop in its place, with the focus kept and the draft kept', async () => {
    const screen = await open({ modelValue: 'next' })
    const button = screen.getByRole('button', { name: 'Send' })
    const element = button.element()
    const before = element.getBoundingClientRect()
    if (element instanceof HTMLElement) element.focus()
    await screen.rerender({ busy: true })
    await expect.element(screen.getByRole('button', { name: 'Stop' })).toHaveFocus()
    expect(element.getBoundingClientRect()).toEqual(before)
    await userEvent.click(boxOf(screen))
    await userEvent.keyboard('{Enter}')
    expect(screen.emitted('send')).toBeUndefined()
    expect(boxOf(screen).value).toBe('next')
    await screen.getByRole('button', { name: 'Stop' }).click()
    expect(screen.emitted('stop')).toHaveLength(1)

    // The answer ended a moment before the click that was meant for Stop.
    await screen.rerender({ busy: false })
    await screen.getByRole('button', { name: 'Send' }).click()
    expect(screen.emitted('send')).toBeUndefined()
  })

  it('grows with its text up to its most rows, and shrinks again', async () => {
    const screen = await open({ maxRows: 4 })
    const box = boxOf(screen)
    const heightOf = async (lines: number): Promise<number> => {
      await userEvent.fill(box, Array.from({ length: lines }, () => 'line').join('\n'))
      return box.getBoundingClientRect().height
    }
    const one = await heightOf(1)
    const three = await heightOf(3)
    const four = await heightOf(4)
    expect(three).toBeGreaterThan(one)
    expect(four).toBeGreaterThan(three)
    expect(await heightOf(20)).toBeCloseTo(four, 0)
    expect(await heightOf(1)).toBeCloseTo(one, 0)
  })

  it('takes files that are dropped, and says why it does not take others', async () => {
    const screen = await open({ accept: 'image/*,.pdf', maxBytes: 10 })
    const form = screen.container.querySelector('form')
    const dataTransfer = carry(
      fileOf('a.png', 'image/png'),
      fileOf('b.PDF', ''),
      fileOf('c.exe', 'application/x-msdownload'),
    )
    form?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    await expect.element(screen.getByText('a.png')).toBeVisible()
    await expect.element(screen.getByText('b.PDF')).toBeVisible()
    await expect.element(screen.getByRole('alert')).toHaveTextContent('Files like c.exe')
    expect(screen.emitted('files')).toHaveLength(1)
    expect(screen.emitted('reject')).toMatchObject([[[{ reason: 'type' }]]])

    await screen.getByRole('button', { name: 'Remove a.png' }).click()
    await expect.element(screen.getByText('a.png')).not.toBeInTheDocument()
    expect(document.activeElement).toBe(boxOf(screen))

    const large = carry(fileOf('d.png', 'image/png', 11))
    form?.dispatchEvent(new DragEvent('drop', { dataTransfer: large, cancelable: true }))
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent('d.png is larger than 10 byte')
    await screen.getByRole('button', { name: 'Send' }).click()
    expect(screen.emitted('send')).toMatchObject([
      [{ text: '', attachments: [{ name: 'b.PDF', size: 3 }] }],
    ])
  })

  it('takes a picture that is pasted, and leaves text to the box', async () => {
    const screen = await open({ accept: 'image/*' })
    const box = boxOf(screen)
    const paste = (clipboardData: DataTransfer): boolean =>
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }))
    expect(paste(carry(fileOf('shot.png', 'image/png')))).toBe(false)
    await expect.element(screen.getByText('shot.png')).toBeVisible()
    const cell = carry(fileOf('cell.png', 'image/png'))
    cell.setData('text/plain', '42')
    expect(paste(cell)).toBe(true)
    expect(screen.emitted('files')).toHaveLength(1)
  })

  it('leaves files alone where none are wanted', async () => {
    const screen = await open()
    const event = new DragEvent('drop', {
      dataTransfer: carry(fileOf('a.png', 'image/png')),
      cancelable: true,
    })
    expect(screen.container.querySelector('form')?.dispatchEvent(event)).toBe(true)
    expect(screen.container.querySelector('.rill-attachment')).toBeNull()
  })

  it('keeps a draft under its key, one for each, until it is sent', async () => {
    const kept = new Map([['b', 'of another talk']])
    const draftStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
    const screen = await open({ draftKey: 'a', draftStorage })
    await userEvent.fill(boxOf(screen), 'half a thought')
    expect(kept.get('a')).toBe('half a thought')
    await screen.rerender({ draftKey: 'b' })
    expect(boxOf(screen).value).toBe('of another talk')
    await screen.rerender({ draftKey: 'a' })
    expect(boxOf(screen).value).toBe('half a thought')
    await userEvent.click(boxOf(screen))
    await userEvent.keyboard('{Enter}')
    expect(kept.has('a')).toBe(false)
    expect(kept.get('b')).toBe('of another talk')
  })
})
