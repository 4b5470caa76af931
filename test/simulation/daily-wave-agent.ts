// The agent of a desk on `daily-wave.ts`, as a file.
export { waver as agent } from './daily-wave.ts'
