namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>What was done with one key. Thread-safe.</summary>
internal sealed class KeyUsage
{
    private long _requests;
    private long _texts;

    public long Requests => Volatile.Read(ref _requests);

    public long Texts => Volatile.Read(ref _texts);

    public void Add(long requests, long texts)
    {
        Interlocked.Add(ref _requests, requests);
        Interlocked.Add(ref _texts, texts);
    }
}
