export { cholesky, inverseLower, logDeterminant, solveCholesky, solveLower } from './cholesky.ts'
export { splitCovariance } from './split-covariance.ts'
export { covarianceOf } from './covariance-of.ts'
export { type LeastSquares, leastSquares } from './least-squares.ts'
export {
  identity,
  type Matrix,
  matrix,
  matrixOf,
  multiply,
  multiplyVector,
  transpose,
} from './matrix.ts'
export { inverse, solve } from './solve.ts'
export { type SymmetricEigen, symmetricEigen } from './symmetric-eigen.ts'
