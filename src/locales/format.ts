import type { Messages } from './messages.ts'

/**
 * Figures as one language writes them.
 *
 * Durations are put together from two units because `Intl.DurationFormat` is younger than the browsers we support.
 */
export function createFormat(language: string): Messages['format'] {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const inUnit = (unit: 'second' | 'minute'): Intl.NumberFormat =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' })
  const seconds = inUnit('second')
  const minutes = inUnit('minute')
  const tenths = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })

  return {
    number: (value) => number.format(value),
    percent: (ratio) => percent.format(ratio),
    preciseDuration: (milliseconds) => tenths.format(milliseconds / 1000),
    duration(milliseconds) {
      const total = Math.floor(milliseconds / 1000)
      const inMinutes = Math.floor(total / 60)
      const rest = seconds.format(total % 60)
      return inMinutes === 0 ? rest : `${minutes.format(inMinutes)} ${rest}`
    },
  }
}
