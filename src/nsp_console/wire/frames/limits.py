"""How large anything on the air may be, in bytes unless the name says otherwise (design: protocol, "Frames")."""

PAYLOAD_BYTES_MAX = 231  # of one broadcast on PRIVATE_APP (facts: airtime §1); longer never leaves the radio
MAIL_BODY_BYTES_MAX = 150
TEXT_BYTES_MAX = MAIL_BODY_BYTES_MAX  # of one message to a console; a longer one is cut visibly
SIGNED_BODY_BYTES_MAX = 150  # so that head, body and signature fit in one packet with room for later fields
HEAD_BYTES = 3  # format, exercise, kind and station are in the first three bytes of every frame

NEEDS_MAX = 15  # in one request (4 bits)
MOVED_SITES_MAX = 40  # named one by one in one order
NAME_BYTES_MAX = 48  # of an inzet, and of where T0 came from
FUNCTION_BYTES_MAX = 32  # who decided, who carries out: a function, never a name of a person
WORD_BYTES_MAX = 24  # an article or unit that has no number

BULLETIN_TEXT_BYTES_MAX = SIGNED_BODY_BYTES_MAX - 3  # after its number and hours
BULLETIN_MAX = 999  # highest number of a bulletin
ALARM_NUMBER_MAX = 99  # NN
