import { afterEach, expect, vi } from 'vitest'

// Vue reports mistakes in templates, props and hydration on the console only. Here they fail the test.
const warn = vi.spyOn(console, 'warn')

afterEach(() => {
  const warnings = warn.mock.calls.map((call) => call.map(String).join(' '))
  warn.mockClear()
  expect(warnings.filter((text) => text.includes('[Vue warn]'))).toEqual([])
})
