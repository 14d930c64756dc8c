import type { Messages } from './messages.ts'

const BYTE_UNITS = [
  ['byte', 1],
  ['kilobyte', 1000],
  ['megabyte', 1000 ** 2],
  ['gigabyte', 1000 ** 3],
] as const

const MINUTE = 60_000

const TIME_UNITS = [
  ['minute', MINUTE],
  ['hour', 60 * MINUTE],
  ['day', 24 * 60 * MINUTE],
  ['month', 30 * 24 * 60 * MINUTE],
  ['year', 365 * 24 * 60 * MINUTE],
] as const

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

  const relative = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' })
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' })
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })

  return {
    number: (value) => number.format(value),
    percent: (ratio) => percent.format(ratio),
    bytes(count) {
      const [unit, size] = BYTE_UNITS.findLast(([, least]) => count >= least) ?? BYTE_UNITS[0]
      const figures = {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: 1,
      } as const
      return new Intl.NumberFormat(language, figures).format(count / size)
    },
    ago(milliseconds) {
      const [unit, size] =
        TIME_UNITS.findLast(([, least]) => milliseconds >= least) ?? TIME_UNITS[0]
      return relative.format(-Math.floor(milliseconds / size), unit)
    },
    date: (time) => date.format(time),
    month: (time) => month.format(time),
    moment: (time) => moment.format(time),
    preciseDuration: (milliseconds) => tenths.format(milliseconds / 1000),
    duration(milliseconds) {
      const total = Math.floor(milliseconds / 1000)
      const inMinutes = Math.floor(total / 60)
      const rest = seconds.format(total % 60)
      return inMinutes === 0 ? rest : `${minutes.format(inMinutes)} ${rest}`
    },
  }
}
