export {
  createTestClock as createManualClock,
  type TestClock as ManualClock,
} from '../../src/testing/testClock.ts'
