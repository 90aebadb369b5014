using System.Diagnostics;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Monitoring;

/// <summary>
/// One request while it is answered: what the classifier tells of it on the way is put together here, whatever protocol it came by.
/// For the flow of one request.
/// </summary>
internal sealed class MonitoredRequest
{
    private static readonly AsyncLocal<MonitoredRequest?> Ambient = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _asked;
    private long _answered;
    private Activity? _activity;

    /// <summary>The request of the present flow; <see langword="null"/> outside of one, as in the command line.</summary>
    public static MonitoredRequest? Current => Ambient.Value;

    /// <summary>The model that was asked for; <see langword="null"/> if none was.</summary>
    public string? Model { get; private set; }

    /// <summary>The version that answered; <see langword="null"/> if none did.</summary>
    public ModelManifest? Manifest { get; private set; }

    /// <summary>How many texts were classified.</summary>
    public int Texts { get; private set; }

    /// <summary>How long its body was; <see langword="null"/> if nobody read it to the end.</summary>
    public long? BytesIn { get; private set; }

    /// <summary>Begins a request in the present flow.</summary>
    public static MonitoredRequest Begin() => Ambient.Value = new();

    public void Read(long bytes) => BytesIn = bytes;

    public void Asked(string model)
    {
        _activity ??= MaasTelemetry.Source.StartActivity("classify");
        Model ??= model;
        _asked = _asked == 0 ? Stopwatch.GetTimestamp() : _asked;
    }

    public void Answered(ModelManifest? manifest, int texts)
    {
        _answered = Stopwatch.GetTimestamp();
        EndActivity(manifest, texts);
        if (manifest is null)
            return;
        Manifest = manifest;
        Texts += texts;
    }

    private void EndActivity(ModelManifest? manifest, int texts)
    {
        if (_activity is null)
            return;
        _activity.SetTag(MaasTelemetry.Texts, texts);
        _activity.SetTag(MaasTelemetry.Model, manifest?.Name);
        _activity.SetTag(MaasTelemetry.Version, manifest?.Version);
        _activity.Dispose();
        _activity = null;
    }

    /// <summary>How long its parts took, of which the last has just ended.</summary>
    public Usage.RequestTimes Times()
    {
        var ended = Stopwatch.GetTimestamp();
        return new(
            Stopwatch.GetElapsedTime(_started, _asked == 0 ? ended : _asked),
            Stopwatch.GetElapsedTime(_answered == 0 ? ended : _answered, ended),
            Stopwatch.GetElapsedTime(_started, ended));
    }
}
