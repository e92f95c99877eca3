/** Where the shed has each sort of sample. */
export const SHED_SAMPLES: Readonly<Record<string, string>> = {
  document: '/v1/tools/1',
  page: '/v1/tools',
  'last page': '/v1/tools?after=4',
  nothing: '/v1/tools/4/borrower',
  refusal: '/v1/people/99',
  'refusal in a success': '/v1/tools/99',
};
