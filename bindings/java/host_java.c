/* SPDX-License-Identifier: Apache-2.0 */
#include "host_java.h"

#include <limits.h>

/* Found in JNI_OnLoad, then only read. A class is kept by a global reference as long as it is loaded. */
static JavaVM *machine;
static jclass failure_class, memory_class, host_class;
static jmethodID failure_new, host_clock, host_log, host_progress, host_finding;
static jfieldID host_thrown;

/* --- loading ------------------------------------------------------------------------------------ */

static jclass find_class(JNIEnv *env, const char *name)
{
    jclass local = (*env)->FindClass(env, name);

    return local != NULL ? (*env)->NewGlobalRef(env, local) : NULL;
}

static bool find_host(JNIEnv *env)
{
    host_clock = (*env)->GetMethodID(env, host_class, "clock", "()J");
    if (host_clock != NULL)
        host_log = (*env)->GetMethodID(env, host_class, "log", "(I[B)V");
    if (host_log != NULL)
        host_progress = (*env)->GetMethodID(env, host_class, "progress", "(JJ)V");
    if (host_progress != NULL)
        host_finding = (*env)->GetMethodID(env, host_class, "finding", "([B)V");
    if (host_finding != NULL)
        host_thrown = (*env)->GetFieldID(env, host_class, "thrown", "Ljava/lang/Throwable;");
    return host_thrown != NULL;
}

/* JNI_ERR with a NoSuchMethodError when the classes are of another release than this library. */
JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
    void *env_out = NULL;
    JNIEnv *env;

    (void)reserved;
    machine = vm;
    if ((*vm)->GetEnv(vm, &env_out, JNI_VERSION_1_8) != JNI_OK)
        return JNI_ERR;
    env = env_out;
    failure_class = find_class(env, "org/libing/LibingException");
    if (failure_class != NULL)
        failure_new = (*env)->GetMethodID(env, failure_class, "<init>", "(IIIIJ[B[B[B[B)V");
    if (failure_new != NULL)
        memory_class = find_class(env, "java/lang/OutOfMemoryError");
    if (memory_class != NULL)
        host_class = find_class(env, "org/libing/internal/Host");
    if (host_class == NULL || !find_host(env))
        return JNI_ERR;
    return JNI_VERSION_1_8;
}

/* --- arguments and results ---------------------------------------------------------------------- */

bool text_argument(JNIEnv *env, jbyteArray given, char **out, size_t *len_out)
{
    jsize len = given != NULL ? (*env)->GetArrayLength(env, given) : 0;

    *out = NULL;
    if (len_out != NULL)
        *len_out = (size_t)len;
    if (given == NULL)
        return true;
    *out = malloc((size_t)len + 1);
    if (*out == NULL) {
        (void)(*env)->ThrowNew(env, memory_class, "no memory for an argument");
        return false;
    }
    (*env)->GetByteArrayRegion(env, given, 0, len, (jbyte *)*out);
    (*out)[len] = '\0';
    return true;
}

jbyteArray bytes_of(JNIEnv *env, const char *bytes, size_t len)
{
    jbyteArray out;

    if (len > INT_MAX) {
        (void)(*env)->ThrowNew(env, memory_class, "longer than an array can be");
        return NULL;
    }
    out = (*env)->NewByteArray(env, (jsize)len);
    if (out != NULL)
        (*env)->SetByteArrayRegion(env, out, 0, (jsize)len, (const jbyte *)bytes);
    return out;
}

jbyteArray take_document(JNIEnv *env, libing_document *document)
{
    size_t len = 0;
    const char *text;
    jbyteArray out;

    if (document == NULL)
        return NULL;
    text = libing_document_text(document, &len);
    out = bytes_of(env, text, len);
    libing_document_free(document);
    return out;
}

jbyteArray take_block(JNIEnv *env, byte_block *block)
{
    jbyteArray out;

    if (block == NULL)
        return NULL;
    out = bytes_of(env, block->bytes, block->len);
    byte_block_free(block);
    return out;
}

/* --- failures ----------------------------------------------------------------------------------- */

static jbyteArray text_of(JNIEnv *env, const char *text)
{
    return (*env)->ExceptionCheck(env) ? NULL : bytes_of(env, text, strlen(text));
}

void throw_failure(JNIEnv *env, const libing_error *err)
{
    jbyteArray id = text_of(env, err->id);
    jbyteArray file = text_of(env, err->file);
    jbyteArray rule = text_of(env, err->rule);
    jbyteArray message = text_of(env, err->message);
    jobject failure;

    if ((*env)->ExceptionCheck(env)) /* no memory even to say so */
        return;
    failure = (*env)->NewObject(env, failure_class, failure_new, (jint)err->code, (jint)err->line,
                                (jint)err->column, (jint)err->detail, (jlong)err->seq, id, file, rule,
                                message);
    if (failure != NULL)
        (void)(*env)->Throw(env, failure);
}

/* --- callbacks: they run on the calling thread, inside a native method -------------------------- */

typedef struct java_host {
    host_calls calls;               /* first: what the library sees */
    jobject host;                   /* a global reference */
} java_host;

static JNIEnv *here(void)
{
    void *env = NULL;

    (void)(*machine)->GetEnv(machine, &env, JNI_VERSION_1_8); /* never fails in a thread of Java's */
    return env;
}

/* 0, or -1 and what was thrown is kept in the host, which throws it again when the call has ended. */
static int settle(JNIEnv *env, const java_host *host)
{
    jthrowable thrown = (*env)->ExceptionOccurred(env);

    if (thrown == NULL)
        return 0;
    (*env)->ExceptionClear(env);
    (*env)->SetObjectField(env, host->host, host_thrown, thrown);
    (*env)->DeleteLocalRef(env, thrown);
    return -1;
}

static int call_clock(void *user, int64_t *ms_out)
{
    const java_host *host = user;
    JNIEnv *env = here();

    *ms_out = (*env)->CallLongMethod(env, host->host, host_clock);
    return settle(env, host);
}

/* A log sink cannot fail the call: Host.log() lets nothing out. */
static void call_log(void *user, libing_log_level level, const char *message)
{
    const java_host *host = user;
    JNIEnv *env = here();
    jbyteArray text = bytes_of(env, message, strlen(message));

    if (text != NULL) {
        (*env)->CallVoidMethod(env, host->host, host_log, (jint)level, text);
        (*env)->DeleteLocalRef(env, text);
    }
    (*env)->ExceptionClear(env); /* memory or stack ran out on the way */
}

static int call_progress(void *user, uint64_t done, uint64_t total)
{
    const java_host *host = user;
    JNIEnv *env = here();

    (*env)->CallVoidMethod(env, host->host, host_progress, (jlong)done, (jlong)total);
    return settle(env, host);
}

static int call_finding(void *user, const char *fields, size_t len)
{
    const java_host *host = user;
    JNIEnv *env = here();
    jbyteArray bytes = bytes_of(env, fields, len);

    if (bytes != NULL) {
        (*env)->CallVoidMethod(env, host->host, host_finding, bytes);
        (*env)->DeleteLocalRef(env, bytes);
    }
    return settle(env, host);
}

host_calls *host_new(JNIEnv *env, jobject given)
{
    java_host *host = calloc(1, sizeof *host);

    if (host != NULL)
        host->host = (*env)->NewGlobalRef(env, given);
    if (host == NULL || host->host == NULL) {
        free(host);
        (void)(*env)->ThrowNew(env, memory_class, "no memory for a host");
        return NULL;
    }
    host->calls = (host_calls){ call_clock, call_log, call_progress, call_finding, host };
    return &host->calls;
}

void host_free(JNIEnv *env, host_calls *calls)
{
    java_host *host = calls != NULL ? calls->user : NULL;

    if (host == NULL)
        return;
    (*env)->DeleteGlobalRef(env, host->host);
    free(host);
}
