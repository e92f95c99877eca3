/**
 * The names by which test runners, consoles and frameworks look a value over: on a chain, none of them is a step.
 */
export const LOOKED_OVER: readonly string[] = [
  'prototype',
  'asymmetricMatch',
  '_isMockFunction',
  'getMockName',
  'nodeType',
  'tagName',
  'hasAttribute',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  '__proto__',
  '__esModule',
  '@@__IMMUTABLE_ITERABLE__@@',
  '@@__IMMUTABLE_RECORD__@@',
];
