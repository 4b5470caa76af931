export { executionVoice } from './execution-voice.ts'
export { riskVoice } from './risk-voice.ts'
