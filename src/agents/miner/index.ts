export { dataMiner, minedQuality } from './data-miner.ts'
export { type DataFault, dataFaults, DataQuality } from './data-quality.ts'
