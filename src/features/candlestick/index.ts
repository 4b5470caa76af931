export type { CandlestickPattern } from './candlestick-pattern.ts'
export { type CandlestickName, candlestickPatterns } from './candlestick-rules.ts'
export { candlestick, candlesticks } from './candlesticks.ts'
