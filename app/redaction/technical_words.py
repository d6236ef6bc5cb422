"""Words of software that the counted words of English do not have.

`Regex in the form` names nobody.
"""

from app.redaction.words import words

_NOUNS = words(
    """
    addon adware airgap allowlist analytics args async autocomplete autofill autosave
    autoscaler autosuggest backlink backoff backoffice backport backtick backtrace barcode
    bigint binlog bitmask bitrate blocklist blockquote bootloader breakpoint bugfix bundler
    bytecode cacheable callee chatbot checkin checksum chunking ciphertext classpath
    cleartext cli clickthrough cloudinit cmdlet codebase codepage colorpicker colspan
    combobox composable configs configurator const cooldown coredump cpu crontab csrf css
    cutover datacenter dataframe datagram datagrid datasheet datastore datatype datepicker
    datetime deadletter debounce decryptor deduplication defrag denylist deprovisioning
    dequeue deserialization deserializer desync diff diffing docstring doctype dotfile
    downsampling downvote drilldown dropzone ebook ecommerce emoji endianness enqueue enum
    eventbus exfiltration extranet failback failover failsafe fallthrough faq fieldset
    fileserver filestore filesystem filetype flamegraph flexbox framerate frontmatter
    fulltext fuzzer geocoding geofence geolocation gif gitignore globbing gpu grep
    gzip hardcoded hashtag heatmap helpdesk hexdump hotkey html hypervisor idempotency idp
    iframe img infinispan init innerhtml inode ioctl jsonl keepalive keybinding keychain
    keyframe keymap keypair keyspace keystore kubeconfig landingpage lazyload leaderboard
    lifecycle lightbox linebreak livechat liveness localisation lockfile logfile loglevel
    longpoll loopback lossless mailto malware memcpy memoization messagebus
    metacharacter metaclass microservice mimetype minification minifier misconfiguration
    mixin monorepo mouseover multicast multipart multitenancy multithreading mutex
    nameserver namespaces navbar netbook netmask newline newsfeed noop nullability numpad
    offboarding omnichannel onboarded onclick opcode opensource pageload pageview
    params paywall perf permalink plaintext playlist png polyfill precheck prefetch preload
    preprocessor prerender prettifier printf profiler proxying pseudocode pulldown pushback
    queryset quicksort quickstart radiobutton ransomware rasterizer rebalance rebalancing
    rebase recurrency refactor regex regexp reindex reindexing remoting reposync requeue
    resampler resizer resync reverseproxy rewriter ringbuffer ringtone rollup rootkit
    rowspan rss rtl runtime sandboxing screenreader screensaver screenshot scrollback
    scrollbar searchbar searchbox segfault semver serializer serverless servlet sftp shader
    sharding shortcode shortlink sideload signin signout slideshow smartcard smartphone smtp
    softlock spellcheck spyware sql ssl stacktrace statefulness statusbar stderr stdin
    stdout stringify stylesheet stylesheets subfolder submenu submodule subnet subpage
    subprocess subquery substring subtree superuser symlink symlinks synchronisation
    sysadmin sysctl syslog sysprep systemd tarball tcp teardown tempfile templating testcase
    testsuite textarea textbox textfield threadpool timepicker timestamp titlebar tls
    tokenization tokenizer toolchain topbar touchpad traceback traceroute trackpad
    transpiler treeview truststore tuple typecheck typedef udp unarchive unassign uncheck
    unindexed unmount unpublish untar uplink upscaling upsert usb userbase userland
    userspace utf utils uuid validator varchar versioning vhost videocall viewmodel
    virtualization vlan voicemail voip vpn watchlist webapp webcam webchat webfont webform
    webmail webserver webservice webshop websocket webstore whitelisting whitespace wildcard
    wireframe workaround workgroup writeback xpath zipfile
    """
)
TECHNICAL = _NOUNS | {f"{noun}s" for noun in _NOUNS}
"""Folded, each also as of several."""
