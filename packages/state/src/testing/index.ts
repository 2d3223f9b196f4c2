export { fillState } from './fill-state.ts';
