export { fitPin, type PinFit } from './fit-pin.ts'
export { type PinParameters, pinLogLikelihood, pinOf, type TradeDays } from './pin.ts'
