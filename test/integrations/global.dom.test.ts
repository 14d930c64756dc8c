import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { createApp } from 'vue'
import { RillComponents } from '../../src/global.ts'
import { componentNames } from '../../src/integrations/publicNames.ts'

it('registers every component of the list', () => {
  const app = createApp({})
  app.use(RillComponents)
  expect(componentNames.filter((name) => app.component(name) === undefined)).toEqual([])
})

it('lets a template name a component that it does not import', () => {
  const wrapper = mount(
    { template: '<RillMarkdown content="**known**" />' },
    { global: { plugins: [RillComponents] } },
  )
  expect(wrapper.find('strong').text()).toBe('known')
})
