/**
 * How a file is shared, with a room and with a user alike, as data.
 *
 * The API takes parts of `multipart/related`: the message as JSON, and the file as base64.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/share_file_with_room
 */
export const shareFile = {
  call: {
    is: 'action',
    method: 'POST',
    path: 'share/file',
    stays: true,
    form: { multipart: 'related', json: 'metadata', fileName: 'name', base64: true },
    parameters: {
      file: { type: 'file', required: true },
      message: { type: 'string', length: [0, 1000] },
      name: { type: 'string', length: [1, 255] },
    },
    positional: ['file'],
  },
} as const;
