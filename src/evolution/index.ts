export type { AgentChange, Finding, FindingKind, Observed } from './finding.ts'
export { reflect } from './reflection.ts'
