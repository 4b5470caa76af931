export { fundingCarry } from './funding-carry.ts'
export { pairs } from './pairs.ts'
