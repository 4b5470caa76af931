export { chiSquaredCdf, chiSquaredQuantile, chiSquaredTail } from './chi-squared.ts'
export { drawChiSquared, drawGamma, drawStudentT } from './draw-gamma.ts'
export { fisherFCdf, fisherFTail } from './fisher-f.ts'
export { studentTCdf, studentTLogDensity, studentTQuantile } from './student-t.ts'
