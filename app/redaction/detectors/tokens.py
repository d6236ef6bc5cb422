"""Keys and tokens of the services in use, one row each, told by their own prefixes and shapes.

The shapes are those that the vendors publish or that secret scanners agree on. A row's gates are
literals of which one stands in every match, so that a row costs nothing where its service is not
spoken of; what has no shape of its own is found by its service's name in `cued_tokens`.
"""

import re

from app.redaction.detectors.secret_shapes import is_placeholder, is_random, is_worded
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern


def _real(candidate: Candidate) -> Candidate | None:
    """Not a sample (`ghp_xxxx`), and not a name that only begins like a token."""
    text = candidate.text
    tail = text[4:]
    worded = is_worded(tail) and not any(map(str.isdigit, tail))
    return None if worded or is_placeholder(text) else candidate


def _hook(candidate: Candidate) -> Candidate | None:
    """With the numbers of a workspace and a channel it is one, whatever its secret looks like."""
    return candidate if _WORKSPACE.match(candidate.text) is not None else _real(candidate)


_WORKSPACE = re.compile(r"T[A-Z0-9]{6,}/[A-Z0-9]{6,}")


def _meaningless(candidate: Candidate) -> Candidate | None:
    """For prefixes that words have too."""
    return candidate if is_random(candidate.text) else None


def _token(name: str, regex: str, *gates: str, check: Check = _real) -> Pattern:
    return Pattern("credential", f"{name}-token", regex, gates, rank=Rank.SECRET, check=check)


_HEX32 = r"[0-9a-f]{32}"
_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"

_CLOUDS = (
    _token("aws", r"\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})\b", "akia", "asia", "abia", "acca"),
    _token("aws-unique", r"\b(A(?:IDA|ROA)[A-Z0-9]{16})\b", "aida", "aroa"),
    _token("aws-session", r"\b((?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[\w/+=-]{20,})",
           "iqojb3jpz2lu", "ogzxivyxdz"),
    _token("aws-bedrock", r"\b(ABSK[A-Za-z0-9+/=]{40,})", "absk"),
    _token("amazon-mws", rf"\b(amzn\.mws\.{_UUID})", "amzn.mws."),
    _token("amazon-login", r"\b(Atz[ar]\|[\w/+=|-]{20,}|amzn1\.oa2-cs\.v1\.[0-9a-f]{20,})",
           "atza|", "atzr|", "amzn1.oa2"),
    _token("azure-secret", r"(?:^|[^\w~.-])([\w~.-]{3}[78]Q~[\w~.-]{30,})", "q~"),
    _token("azure-devops", r"\b([A-Za-z0-9]{70,80}AZDO[A-Za-z0-9]{4})\b", "azdo"),
    _token("azure-function", r"([\w-]{30,}AzFu[\w+/=-]{4,})", "azfu"),
    _token("azure-storage", r"([A-Za-z0-9+/]{70,}\+ASt[A-Za-z0-9+/=]{6,})", "+ast"),
    _token("google", r"\b(AIza[\w-]{30,})", "aiza"),
    _token("google-oauth", r"\b(ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})", "ya29.", "gocspx-"),
    _token("google-refresh", r"(?:^|[^\w/])(1//0[\w-]{30,})", "1//0"),
    _token("google-code", r"\b(4/0A[\w-]{30,})", "4/0a"),
    _token("firebase-messaging", r"\b(AAAA[\w-]{7}:[\w-]{100,})", "aaaa"),
    _token("digitalocean", r"\b(do[opr]_v1_[a-f0-9]{40,})", "_v1_"),
    _token("alibaba", r"\b(LTAI[A-Za-z0-9]{12,26})\b", "ltai"),
    _token("tencent", r"\b(AKID[A-Za-z0-9]{13,40})\b", "akid"),
    _token("yandex", r"\b(AQVN[\w-]{30,}|y[0123]_[\w-]{50,}|t1\.[\w-]+=*\.[\w-]{60,}=*)",
           "aqvn", "y0_", "y1_", "y2_", "y3_", "t1."),
    _token("ibm-cloud", r"\b(ApiKey-[\w-]{36,44})", "apikey-"),
    _token("fly", r"\b(fo1_[\w-]{20,}|fm[12][ar]?_[\w+/=-]{60,})", "fo1_", "fm1", "fm2"),
    _token("render", r"\b(rnd_[A-Za-z0-9]{20,})", "rnd_"),
    _token("scaleway", r"\b(SCW[A-Z0-9]{17})\b", "scw"),
    _token("heroku", r"\b(HRKU-[\w-]{30,})", "hrku-"),
    _token("cloudflare-ca", r"\b(v1\.0-[a-f0-9]{20,}-[a-f0-9]{60,})", "v1.0-"),
    _token("vercel", r"\b(vc[piark]_[A-Za-z0-9]{20,})",
           "vcp_", "vci_", "vca_", "vcr_", "vck_"),
    _token("netlify", r"\b(nf[pcoub]_[A-Za-z0-9]{30,})",
           "nfp_", "nfc_", "nfo_", "nfu_", "nfb_"),
)  # fmt: skip

_CODE = (
    _token("github", r"\b(gh[pousr]_[A-Za-z0-9]{20,255})",
           "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
    _token("github-fine", r"\b(github_pat_\w{20,255})", "github_pat_"),
    _token("gitlab", r"\b(gl(?:pat|dt|rt|rtr|ft|ptt|cbt|soat|agent|imt|oas|ffct|wt)-[\w.=-]{16,})",
           "glpat-", "gldt-", "glrt-", "glrtr-", "glft-", "glptt-", "glcbt-", "glsoat-",
           "glagent-", "glimt-", "gloas-", "glffct-", "glwt-"),
    _token("gitlab-runner", r"\b(GR1348941[\w-]{18,})", "gr1348941"),
    _token("bitbucket", r"\b(ATBB[A-Za-z0-9]{24,}|ATCTT3[\w=-]{20,})", "atbb", "atctt3"),
    _token("atlassian", r"\b(AT[AC]TT3[\w=-]{20,}|ATSTT3[\w=-]{20,})", "tt3"),
    _token("npm", r"\b(npm_[A-Za-z0-9]{30,})", "npm_"),
    _token("pypi", r"\b(pypi-[\w-]{40,})", "pypi-"),
    _token("rubygems", r"\b(rubygems_[0-9a-f]{40,})", "rubygems_"),
    _token("nuget", r"\b(oy2[a-z0-9]{43})\b", "oy2"),
    _token("crates", r"\b(cio[A-Za-z0-9]{32})\b", "cio"),
    _token("clojars", r"\b(CLOJARS_[A-Za-z0-9]{50,})", "clojars_"),
    _token("docker", r"\b(dckr_(?:pat|oat)_[\w-]{20,})", "dckr_"),
    _token("jfrog", r"\b(AKCp[A-Za-z0-9]{50,}|cmVmdGtu[A-Za-z0-9]{40,})", "akcp", "cmvmdgtu"),
    _token("circleci", r"\b(CC(?:IPAT|IPRJ)_[\w-]{20,})", "ccipat_", "cciprj_"),
    _token("buildkite", r"\b(bk(?:ua|ct|at|pt)_[A-Za-z0-9]{20,})",
           "bkua_", "bkct_", "bkat_", "bkpt_"),
    _token("sonar", r"\b(sq[apu]_[0-9a-f]{40})", "sqa_", "sqp_", "squ_"),
    _token("snyk", r"\b(snyk_[a-z]{2,4}[._][\w.-]{20,})", "snyk_"),
    _token("postman", r"\b(PMA[KT]-[\w-]{20,})", "pmak-", "pmat-"),
    _token("readme", r"\b(rdme_[a-z0-9]{60,})", "rdme_"),
    _token("sourcegraph", r"\b(sg[psd]_[\w-]{30,})", "sgp_", "sgs_", "sgd_"),
    _token("terraform", r"\b([A-Za-z0-9]{8,}\.atlasv1\.[\w=-]{20,})", ".atlasv1."),
    _token("pulumi", r"\b(pul-[0-9a-f]{20,})", "pul-"),
    _token("doppler", r"\b(dp\.(?:pt|ct|st|sa|scim|audit)\.[\w.-]{20,})",
           "dp.pt.", "dp.ct.", "dp.st.", "dp.sa.", "dp.scim.", "dp.audit."),
    _token("vault", r"\b(hv[sbr]\.[\w-]{20,})", "hvs.", "hvb.", "hvr."),
    _token("1password", r"\b(ops_eyJ[\w=+/-]{40,}|A3-[A-Z0-9]{6}-[A-Z0-9-]{20,})",
           "ops_eyj", "a3-"),
    _token("tailscale", r"\b(tskey-[a-z]{2,20}-[\w-]{10,})", "tskey-"),
    _token("age", r"\b(AGE-SECRET-KEY-1[A-Z0-9]{30,})", "age-secret-key-1"),
)  # fmt: skip

_WORK = (
    _token("slack", r"\b(xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,})", "xox"),
    _token("slack-app", r"\b(xapp-\d-[A-Za-z0-9-]{10,}|xwfp-[A-Za-z0-9-]{10,})",
           "xapp-", "xwfp-"),
    _token("slack-hook", r"hooks\.slack\.com/(?:services|workflows|triggers)/([\w/+-]{8,})",
           "hooks.slack.com", check=_hook),
    _token("discord-hook", r"discord(?:app)?\.com/api/(?:v\d+/)?webhooks/([\w/-]{20,})",
           "/webhooks/"),
    _token("teams-hook",
           r"(?:office(?:365)?\.com|\.logic\.azure\.com(?::\d+)?)/(?:webhookb?2?|workflows)/"
           r"([\w@./?&=%:-]{20,})", "/webhook", "/workflows/"),
    _token("telegram", r"(?:^|[^0-9])(\d{8,10}:AA[\w-]{32,36})", ":aa"),
    _token("google-hook", r"chat\.googleapis\.com/v1/spaces/([^\s\"'<>]{20,})",
           "chat.googleapis.com"),
    _token("zapier-hook", r"hooks\.zapier\.com/hooks/catch/([\w/]{8,})", "hooks.zapier.com"),
    _token("ifttt-hook", r"maker\.ifttt\.com/trigger/\w+/(?:json/)?with/key/([\w-]{8,})",
           "maker.ifttt.com"),
    _token("make-hook", r"hook\.(?:[a-z0-9]+\.)?(?:make|integromat)\.com/([a-z0-9]{20,})",
           "hook."),
    _token("hubspot", rf"\b(pat-(?:na|eu|ap)\d-{_UUID})", "pat-na", "pat-eu", "pat-ap"),
    _token("airtable", r"\b(pat[A-Za-z0-9]{14}\.[0-9a-f]{64})\b", "pat"),
    _token("notion", r"\b(secret_[A-Za-z0-9]{40,}|ntn_[A-Za-z0-9]{40,})", "secret_", "ntn_"),
    _token("linear", r"\b(lin_(?:api|oauth)_[A-Za-z0-9]{30,})", "lin_api_", "lin_oauth_"),
    _token("figma", r"\b(fig[duorh]_[\w-]{20,})", "figd_", "figu_", "figo_", "figr_", "figh_"),
    _token("dropbox", r"\b(sl\.(?:u\.)?[\w-]{60,})", "sl."),
    _token("contentful", r"\b(CFPAT-[\w-]{30,})", "cfpat-"),
    _token("salesforce", r"\b(00D[A-Za-z0-9]{12,15}![\w.]{40,})", "00d"),
    _token("zendesk", r"/token:([A-Za-z0-9]{20,})", "/token:"),
    _token("intercom", r"\b(dG9rO[A-Za-z0-9+/]{40,}={0,2})", "dg9ro"),
    _token("frame-io", r"\b(fio-u-[\w=-]{40,})", "fio-u-"),
    _token("typeform", r"\b(tfp_[\w.=-]{30,})", "tfp_"),
    _token("calendly", r"\b(cal_(?:live|test)_[a-z0-9]{20,})", "cal_live_", "cal_test_"),
    _token("clickup", r"\b(pk_\d{5,10}_[A-Z0-9]{30,})", "pk_"),
    _token("prefect", r"\b(pn[ub]_[A-Za-z0-9]{30,})", "pnu_", "pnb_"),
    _token("facebook", r"\b(EAA[A-Za-z0-9]{60,}|EAACEdEose0cBA[A-Za-z0-9]{20,})", "eaa"),
    _token("instagram", r"\b(IGQ[A-Z][\w-]{60,})", "igq"),
    _token("twitter", r"\b(AAAAAAAAAAAA[A-Za-z0-9%]{60,})", "aaaaaaaaaaaa"),
    _token("linkedin", r"\b(WPL_AP\d\.[\w.=/+-]{10,}|AQ[STUVWX][\w-]{80,})",
           "wpl_ap", "aqs", "aqt", "aqu", "aqv", "aqw", "aqx"),
    _token("twitch", r"\b(oauth:[a-z0-9]{30})\b", "oauth:"),
)  # fmt: skip

_MONEY = (
    _token("stripe", r"\b((?:sk|rk|pk)_(?:live|test|prod)_[A-Za-z0-9]{10,})",
           "k_live_", "k_test_", "k_prod_"),
    _token("stripe-hook", r"\b(whsec_[A-Za-z0-9+/=]{16,})", "whsec_"),
    _token("square", r"\b(sq0[a-z]{3}-[\w-]{22,}|EAAA[\w-]{40,})", "sq0", "eaaa"),
    _token("braintree", r"(access_token\$(?:production|sandbox)\$?[0-9a-z]{8,}\$[0-9a-f]{32})",
           "access_token$"),
    _token("braintree-key", r"\b((?:production|sandbox)_[a-z0-9]{8}_[a-z0-9]{16})\b",
           "production_", "sandbox_"),
    _token("adyen", r"\b(AQE[a-z]h[A-Za-z0-9+/=]{30,}[\w+/=.-]*)", "aqe"),
    _token("plaid", rf"\b((?:access|public|link)-(?:sandbox|development|production)-{_UUID})",
           "-sandbox-", "-development-", "-production-"),
    _token("shopify", r"\b(shp(?:at|ca|pa|ss|tka|ua)_[a-fA-F0-9]{32})",
           "shpat_", "shpca_", "shppa_", "shpss_", "shptka_", "shpua_"),
    _token("razorpay", r"\b(rzp_(?:live|test)_[A-Za-z0-9]{10,})", "rzp_"),
    _token("paystack", r"\b([sp]k_[0-9a-f]{40})\b", "k_"),
    _token("flutterwave", r"\b(FLW(?:SECK|PUBK)(?:_TEST)?-[\w-]{12,})", "flwseck", "flwpubk"),
    _token("mollie", r"\b((?:live|test)_[A-Za-z0-9]{30,})\b", "live_", "test_",
           check=_meaningless),
    _token("duffel", r"\b(duffel_(?:test|live)_[\w=-]{30,})", "duffel_"),
    _token("easypost", r"\b(EZ[AT]K[A-Za-z0-9]{50,})", "ezak", "eztk"),
    _token("shippo", r"\b(shippo_(?:live|test)_[a-f0-9]{40})", "shippo_"),
    _token("coinbase", r"\b(organizations/[0-9a-f-]{36}/apiKeys/[0-9a-f-]{36})", "/apikeys/"),
)  # fmt: skip

_MAIL = (
    _token("sendgrid", r"\b(SG\.[\w-]{16,}\.[\w-]{16,})", "sg."),
    _token("mailgun", r"\b(key-[0-9a-z]{32})\b", "key-", check=_meaningless),
    _token("mandrill", r"\b(md-[\w-]{20,})", "md-", check=_meaningless),
    _token("sendinblue", r"\b(x(?:key|smtp)sib-[a-f0-9]{60,}[\w-]*)", "xkeysib-", "xsmtpsib-"),
    _token("resend", r"\b(re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,})", "re_"),
    _token("mailersend", r"\b(mlsn\.[0-9a-f]{40,})", "mlsn."),
    _token("messagebird", r"\b(AccessKey [A-Za-z0-9]{25})\b", "accesskey "),
    _token("klaviyo", r"\b(pk_[0-9a-f]{34})\b", "pk_"),
    _token("onesignal", r"\b(os_v2_(?:app|org)_[a-z0-9]{40,})", "os_v2_"),
)  # fmt: skip

_WATCH = (
    _token("new-relic",
           r"\b((?:eu01xx)?[0-9a-f]{30,40}NRAL|NR(?:AK|JS|II|RA|AA|IQ)-[\w-]{15,})",
           "nral", "nrak-", "nrjs-", "nrii-", "nrra-", "nraa-", "nriq-"),
    _token("datadog", r"\b(dd[ap]p?_[A-Za-z0-9]{30,}|ddog[a-z]?_[A-Za-z0-9]{30,})\b",
           "dda_", "ddp_", "ddap_", "ddpp_", "ddog"),
    _token("sentry", r"\b(sntrys_[\w+/=-]{30,}|sntry[ua]_[0-9a-f]{40,})",
           "sntrys_", "sntryu_", "sntrya_"),
    _token("pagerduty", r"\b(pdus\+_0XBPWQQ_[\w-]{20,}|R0[A-Z0-9]{30})\b", "pdus+", "r0"),
    _token("grafana", r"\b(gls[a]_[\w-]{20,}|glc_[\w+/=-]{20,}|eyJrIjoi[A-Za-z0-9+/=]{40,})",
           "glsa_", "glc_", "eyjrijoi"),
    _token("honeycomb", r"\b(hc[abcx][ilm]k_\w{26,})", "ik_", "lk_", "mk_"),
    _token("dynatrace", r"\b(dt0[a-z]\d\d\.[A-Z0-9]{20,}\.[A-Z0-9]{40,})", "dt0"),
    _token("logdna", r"\b(sts_[0-9a-f]{32})", "sts_"),
    _token("launchdarkly", rf"\b((?:sdk|mob|api)-{_UUID})", "sdk-", "mob-", "api-"),
    _token("posthog", r"\b(ph[cxs]_[A-Za-z0-9]{30,})", "phc_", "phx_", "phs_"),
    _token("rollbar", r"\b(rollbar_[\w]{20,})", "rollbar_"),
)  # fmt: skip

_DATA = (
    _token("openai", r"\b(sk-(?:proj-|ant-|svcacct-|admin-|or-v1-|None-)?[\w-]{20,})", "sk-"),
    _token("openai-session", r"\b(sess-[A-Za-z0-9]{30,})", "sess-"),
    _token("huggingface", r"\b(hf_[A-Za-z0-9]{30,}|api_org_[A-Za-z0-9]{30,})", "hf_", "api_org_"),
    _token("replicate", r"\b(r8_[A-Za-z0-9]{30,})", "r8_"),
    _token("groq", r"\b(gsk_[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{40,})", "gsk_", "xai-"),
    _token("perplexity", r"\b(pplx-[A-Za-z0-9]{30,})", "pplx-"),
    _token("langchain", r"\b(ls(?:v2_(?:pt|sk)_|__)[0-9a-f_]{30,})", "lsv2_", "ls__"),
    _token("pinecone", r"\b(pcsk_\w{30,})", "pcsk_"),
    _token("databricks", r"\b(dapi[0-9a-h]{32}(?:-\d)?|dose[0-9a-f]{32})\b", "dapi", "dose"),
    _token("planetscale", r"\b(pscale_(?:tkn|pw|oauth)_[\w.=-]{20,})", "pscale_"),
    _token("supabase", r"\b(sb[pt]_[0-9a-f]{40}|sb_(?:secret|publishable)_[\w-]{20,})",
           "sbp_", "sbt_", "sb_secret_", "sb_publishable_"),
    _token("neon", r"\b(napi_[a-z0-9]{40,})", "napi_"),
    _token("turso", r"\b(libsql_[\w-]{30,})", "libsql_"),
    _token("mongodb-atlas", r"\b(mdb_sa_sk_[\w-]{30,})", "mdb_sa_sk_"),
    _token("mapbox", r"\b((?:pk|sk|tk)\.eyJ[\w-]{20,}\.[\w-]{10,})", ".eyj"),
    _token("elastic", r"\b(essu_[\w=+/-]{30,})", "essu_"),
    _token("jwt", r"\b(eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3})", "eyj"),
    _token("paseto", r"\b(v[1-4]\.(?:local|public)\.[\w-]{20,}(?:\.[\w-]+)?)",
           ".local.", ".public."),
    _token("password-hash", r"(\$(?:2[abxy]|5|6|1|y|apr1|argon2(?:id|i|d))\$[\w./+=,$-]{20,})",
           "$2", "$5$", "$6$", "$1$", "$y$", "$apr1$", "$argon2"),
    _token("directory-hash",
           r"\{(?:S?SHA(?:256|384|512)?|S?MD5|CRYPT|PBKDF2[\w-]*)\}([\w+/=.$]{16,})",
           "{ssha", "{sha", "{smd5", "{md5", "{crypt", "{pbkdf2"),
    _token("ansible-vault", r"\$ANSIBLE_VAULT;[\w.;-]+\s+((?:[0-9a-f]{6,80}\s{0,12})+)",
    "$ansible_vault;"),
    _token("azure-account", r"(?:^|[^\w+/-])([A-Za-z0-9+/]{86}==)", "=="),
    _token("signed-url", r"[?&](?:sig|X-Amz-Signature|X-Goog-Signature|Signature|"
           r"X-Amz-Security-Token|hmac)=([\w%+/=-]{16,})",
           "sig=", "signature=", "security-token=", "hmac="),
)  # fmt: skip

_FORMS = re.compile(
    r"(?<![\w.-])(?:(?:AC|SK)[0-9a-f]{32}"  # Twilio
    r"|[0-9a-f]{32}-us\d{1,2}"  # Mailchimp
    r"|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}"  # Mailgun
    r"|pub[0-9a-f]{32}"  # Datadog
    r"|[12]/\d{10,20}(?:/\d{10,20})?:[0-9a-f]{32}"  # Asana
    r"|v1\.[0-9a-f]{40}"  # GitHub installations
    r"|st\.[0-9a-f-]{20,60}\.[0-9a-f]{20,80}\.[0-9a-f]{20,80}"  # Infisical
    r"|[sbr]\.[A-Za-z0-9]{24}(?:\.[A-Za-z0-9]{5})?"  # Vault
    r"|2[A-Za-z0-9]{26}_[A-Za-z0-9]{20,24}"  # ngrok
    r"|[MNO][\w-]{20,28}\.[\w-]{6,7}\.[\w-]{26,45}"  # Discord
    r"|00[A-Za-z0-9_-]{40}"  # Okta
    r"|[sp]k_(?:sbox_)?[a-z0-9]{26,30}[*#$=]?"  # Checkout.com
    r"|sk[A-Za-z0-9]{80,180}"  # Sanity
    r"|[A-Za-z0-9/+]{40})(?![\w/+-])"  # an AWS secret, where AWS is spoken of
)
_AWS_SECRET = re.compile(r"[A-Za-z0-9/+]{40}")
_AWS = re.compile(r"a[ks]ia|aws|secret[_ -]?access|\bs3\b")
_WINDOW, _LONGEST = 240, 400


def find_form(candidate: Candidate) -> Candidate | None:
    """Tokens that begin with nothing of their own are told by the form of the whole."""
    text = candidate.text
    found = _FORMS.search(text) if len(text) <= _LONGEST else None
    if found is None or not is_random(found.group()):
        return None
    if _AWS_SECRET.fullmatch(found.group()) and not _is_aws_secret(candidate, found.group()):
        return None
    return candidate._replace(
        start=candidate.start + found.start(), end=candidate.start + found.end()
    )


def _is_aws_secret(candidate: Candidate, text: str) -> bool:
    """Forty characters of mixed case, told by what stands around them."""
    if text.upper() == text or text.lower() == text:
        return False
    around = candidate.before(_WINDOW) + " " + candidate.after(_WINDOW)
    return _AWS.search(around) is not None


PATTERNS = (*_CLOUDS, *_CODE, *_WORK, *_MONEY, *_MAIL, *_WATCH, *_DATA)
