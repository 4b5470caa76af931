export { Fourier } from './fourier.ts'
export { fourierTransform, inverseFourierTransform, type Spectrum } from './fourier-transform.ts'
