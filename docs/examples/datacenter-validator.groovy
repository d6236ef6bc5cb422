// A validator for a guarded transition of Jira Data Center: a custom script validator of an app that
// runs Groovy, such as ScriptRunner. It asks Airlock while the transition happens and lets it pass on
// a plain yes alone: no answer, another answer or a mistake in here blocks.
//
// 1. Put the service's AIRLOCK_GATE__TRANSITION_TOKEN into a system property of Jira's JVM, not into
//    this script, which every administrator of a workflow can read:
//        JVM_SUPPORT_RECOMMENDED_ARGS="-Dairlock.gate.token=…"     (bin/setenv.sh)
// 2. Set SERVICE and TO_STATUS, and add the script to each transition that leads into TO_STATUS.
// 3. Try it: an issue without a complete packet must be refused, and so must every issue while the
//    service is down. See docs/jira-enforcement.md for what it cannot do.

import com.opensymphony.workflow.InvalidInputException
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

final String SERVICE = "https://airlock.example.com"
final String PATH = "/gate/jira/transition"
final String TO_STATUS = "Escalated"
final String TOKEN_PROPERTY = "airlock.gate.token"
final int CONNECT_MILLISECONDS = 3000
final int READ_MILLISECONDS = 10000
final int LONGEST_MESSAGE = 4000
final String UNKNOWN = "Airlock could not be asked whether the escalation packet is complete, so " +
    "this transition stays closed. Try again; if it lasts, tell the administrators of Airlock."

def question = [
    issue_key  : issue.key,
    from_status: issue.status?.name,
    to_status  : TO_STATUS,
]

def passes = false
def message = UNKNOWN
try {
    def connection = (HttpURLConnection) new URL(SERVICE + PATH).openConnection()
    connection.requestMethod = "POST"
    connection.instanceFollowRedirects = false
    connection.connectTimeout = CONNECT_MILLISECONDS
    connection.readTimeout = READ_MILLISECONDS
    connection.setRequestProperty("Authorization", "Bearer " + System.getProperty(TOKEN_PROPERTY))
    connection.setRequestProperty("Content-Type", "application/json; charset=utf-8")
    connection.setRequestProperty("Accept", "application/json")
    connection.doOutput = true
    connection.outputStream.withStream { it.write(JsonOutput.toJson(question).getBytes("UTF-8")) }
    if (connection.responseCode == 200) {
        def answer = new JsonSlurper().parse(connection.inputStream, "UTF-8")
        passes = answer?.result == true
        message = answer?.errorMessage ?: UNKNOWN
    }
} catch (Exception error) {
    // Whatever went wrong, nobody said yes. The log gets the kind of error, never a text.
    log.warn("Airlock's gate could not be asked: " + error.class.simpleName)
    passes = false
}

if (!passes) {
    throw new InvalidInputException(message.toString().take(LONGEST_MESSAGE))
}
