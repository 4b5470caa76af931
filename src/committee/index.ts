export { Committee } from './committee.ts'
export { RegimeWatch, regimeNames } from './regime-watch.ts'
export { SkillBook } from './skill-book.ts'
export { SkilledCommittee } from './skilled-committee.ts'
