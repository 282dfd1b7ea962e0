"""The codec of the frames in one place: packing (`packing`) and sealing (`covers`)."""

from nsp_console.wire.frames.covers import (
    GUEST_EPOCH as GUEST_EPOCH,
    cover_of as cover_of,
    receipt_holds as receipt_holds,
    receipt_tag as receipt_tag,
    seal_frame as seal_frame,
    signature_holds as signature_holds,
    tag_opens as tag_opens,
)
from nsp_console.wire.frames.heads import LOW_COUNTER as LOW_COUNTER, Head as Head
from nsp_console.wire.frames.packing import (
    SIGNED_KINDS as SIGNED_KINDS,
    kind_of as kind_of,
    pack as pack,
    peek as peek,
    seal_size as seal_size,
    unpack as unpack,
    with_counter as with_counter,
)
