import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { shallowRef } from 'vue'
import RillComposer from '../../src/components/chat/RillComposer.vue'
import { createRillIn } from '../../src/components/createRillIn.ts'
import { en } from '../../src/locales/en.ts'
import type { Messages } from '../../src/locales/messages.ts'
import { zhCN } from '../../src/locales/zhCN.ts'

it('speaks the language that it is given, and another one once that is there', async () => {
  const language = shallowRef<Messages>(zhCN)
  const messages = { composer: { placeholder: 'E-204?' } }
  const composer = mount(RillComposer, {
    global: { plugins: [createRillIn(language, { messages })] },
  })
  const box = composer.get('textarea')
  expect(box.attributes('aria-label')).toBe(zhCN.composer.label)
  language.value = en
  await composer.vm.$nextTick()
  expect(box.attributes('aria-label')).toBe(en.composer.label)
  expect(box.attributes('placeholder')).toBe('E-204?')
})

it('refuses a policy that would let code in', () => {
  expect(() => createRillIn(en, { links: { schemes: ['javascript'] } })).toThrow(RangeError)
})
