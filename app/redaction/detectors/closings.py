"""Words with which letters close, in many languages: whoever signs stands behind them."""

from app.redaction.detectors.any_case import any_case, listed, literals
from app.redaction.words import gates, one_of, phrases

_CLOSINGS = phrases(
    """regards, thanks, thank you, thx, cheers, sincerely, wishes, grüßen, grüße, gruß, gruesse,
    cordialement, saludos, saluti, mvh, mfg, yours, many thanks, thanks again, all the best, best,
    thanking you, vg, lg, warmly, respectfully,
    groeten, groet, atentamente, atenciosamente, cordialmente,
    hälsningar, hilsen, terveisin, pozdrawiam, poważaniem, pozdravem, pozdravom, üdvözlettel,
    saygılarımla, saygilarimla, sevgiler, cu stimă, cu drag, groetjes, bien à vous, bises, bisous,
    tervitades, lugupidamisega, cumprimentos, abraço, um abraço, un saludo, beijinhos,
    lijep pozdrav, pozdrav, hälsn,
    ystävällisin, mvh., labākiem, cieņu, pagarbiai, с уважением, з повагою, с поважением, abraços,
    obrigado, obrigada, gracias, merci, grazie,
    rgds, brgds, kind rgds, best rgds, lp, lep pozdrav, lijepi pozdrav, pozdravi, hvala,
    hvala lijepa, hvala vam, tschau, ciao, gruss, lieben gruss, merci vielmal, atte, atte., att.te,
    saludos cordiales, cordial saludo, bedankt, dank u, dank je, vriendelijke groet, tack, takk,
    kiitos, kiitoksin, terv, terv., pozdrawiamy,
    pzdr, pozdr, pozdro, slt, cdt, cdlt, bjs, bjos, abs, s pozdravem, kolay gelsin, multumesc,
    parimate soovidega, paldies, salamat, salamat po, maraming salamat, asante, asante sana,
    shukran,
    terima kasih, makasih, trims, terima kasih banyak, terima kasih sebelumnya, hormat kami,
    hormat saya, salam hormat, salam hangat, wassalam, yang benar,
    dankie, groete, vriendelike groete, baie dankie, enkosi,
    ngiyabonga, go raibh maith agat, diolch, eskerrik asko, salutacions,
    danke, faithfully, truly"""
)
_CLOSINGS_ABROAD = listed(
    """srdačan pozdrav, tschüss, tschüß, freundliche grüsse, grüsse, liebe grüsse, beste grüsse,
    herzliche grüsse, tack på förhand, på forhånd takk, tak på forhånd, kiitos etukäteen,
    dziękuję, z góry dziękuję, děkuji, děkujeme, díky, ďakujem, köszönöm, köszönettel, üdv,
    üdvözlet, teşekkürler, teşekkür ederim, iyi çalışmalar, mulțumesc, vă mulțumesc, vă
    mulțumim, o zi bună, aitäh, tänan, ar cieņu, ačiū, cảm ơn, trân trọng, gràcies, moltes
    gràcies, obrigadão, дякую, щиро дякую, дякуємо, з найкращими побажаннями, спасибо,
    благодарю, заранее спасибо, благодаря, поздрави, поздрав, хвала, срдачан поздрав, с поздрав,
    с уважение, ευχαριστώ, με εκτίμηση, φιλικά"""
)
CLOSED = rf"(?:{one_of(_CLOSINGS)}|{any_case(_CLOSINGS_ABROAD)})"
CLOSED_GATES = (*gates(_CLOSINGS), *literals(_CLOSINGS_ABROAD, ("",)))
