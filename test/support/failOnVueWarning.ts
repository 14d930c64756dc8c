import { afterEach, vi } from 'vitest'

// Vue reports mistakes in templates, props and hydration on the console only. Here they fail the test.
const warn = vi.spyOn(console, 'warn')

afterEach(() => {
  const warnings = warn.mock.calls.map((call) => call.map(String).join(' '))
  warn.mockClear()
  const complaints = warnings.filter((text) => text.includes('[Vue warn]'))
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
})
