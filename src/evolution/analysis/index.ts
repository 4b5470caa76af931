export type { AnalysisGiven, AnalysisModule } from './analysis-module.ts'
export { analysis as marketAnalysis } from './market-analysis.ts'
export {
  type AnalysisReport,
  type AnalysisRunner,
  nativeRunner,
  runAnalysis,
} from './run-analysis.ts'
export { analysis as tradesAnalysis } from './trades-analysis.ts'
