export { fundingCarry } from './funding-carry.ts'
export { marketMaker } from './market-maker.ts'
export { pairs } from './pairs.ts'
