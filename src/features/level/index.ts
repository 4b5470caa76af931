export { fractal } from './fractal.ts'
export { type PivotKind, pivotPoints, rollingPivots } from './pivot-points.ts'
