import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { FAULT_TABLE, type FaultRow, readRows } from '../run/faultTable.ts'

/** Prints the fault matrix behind a test run: each row with what it comes to and what its tests say. */
export default class FaultReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const lines = FAULT_TABLE.map((row) => {
      const shown = tests.filter((test) => isShownBy(row, test))
      return [String(row.row).padStart(3), row.fault.padEnd(38), row.state.padEnd(42), judge(shown)]
    })
    const head = ['row', 'fault'.padEnd(38), 'state'.padEnd(42), 'result']
    const table = [head, ...lines].map((cells) => cells.join('  ')).join('\n')
    process.stdout.write(`\n${table}\n`)
  }
}

function isShownBy({ row, shownBy = [] }: FaultRow, { fullName, module }: TestCase): boolean {
  if (readRows(fullName).includes(row) && !fullName.includes('what shows row')) return true
  return shownBy.some(
    ([file, title]) => module.relativeModuleId === file && fullName.includes(title),
  )
}

function judge(tests: readonly TestCase[]): string {
  const failed = tests.filter((test) => test.result().state === 'failed')
  if (failed.length > 0) return `FAILED ${failed.length} of ${tests.length}`
  const passed = tests.filter((test) => test.result().state === 'passed').length
  return passed === 0 ? 'not in this run' : `passed ${passed}`
}
