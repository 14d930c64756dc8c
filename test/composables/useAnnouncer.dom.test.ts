import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, effectScope, h } from 'vue'
import RillAnnouncer from '../../src/components/announcer/RillAnnouncer.vue'
import { useAnnouncer, type UseAnnouncerReturn } from '../../src/composables/useAnnouncer.ts'
import { createManualClock } from '../support/manualClock.ts'

describe('useAnnouncer', () => {
  it('has a voice of its own where nobody above has one', async () => {
    const clock = createManualClock()
    const scope = effectScope()
    const announcer = scope.run(() => useAnnouncer({ clock }))
    expect(announcer?.isShared).toBe(false)
    announcer?.announce('Saved')
    expect(announcer?.text.value).toBe('')
    await clock.advance(100)
    expect(announcer?.text.value).toBe('Saved')

    scope.stop()
    expect(clock.pending).toBe(0)
  })

  it('says the same words twice when it is told to', async () => {
    const clock = createManualClock()
    const { announce, text } = useAnnouncer({ clock })
    announce('Saved')
    await clock.advance(100)
    const first = text.value
    announce('Saved')
    await clock.advance(1600)
    expect(text.value).not.toBe(first)
    expect(text.value.trim()).toBe('Saved')
  })

  it('drops what was not said yet when it is told to', async () => {
    const clock = createManualClock()
    const { announce, clear, text } = useAnnouncer({ clock })
    announce('Never')
    clear()
    await clock.advance(5000)
    expect(text.value).toBe('')
  })

  it('is the voice of the announcer around it', () => {
    const voices: UseAnnouncerReturn[] = []
    const Speaker = defineComponent(() => {
      voices.push(useAnnouncer())
      return () => h('p')
    })
    const inner = (): unknown => h(RillAnnouncer, () => h(Speaker))
    const app = mount(RillAnnouncer, { slots: { default: () => [h(Speaker), inner()] } })
    expect(voices.map(({ isShared }) => isShared)).toEqual([true, true])
    expect(voices[0]?.text).toBe(voices[1]?.text)
    expect(app.findAll('[role="status"]')).toHaveLength(1)
  })
})
