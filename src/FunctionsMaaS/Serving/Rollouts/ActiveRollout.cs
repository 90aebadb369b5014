using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving.Rollouts;

/// <summary>A rollout that takes its share, as this process knows it. Thread-safe.</summary>
internal sealed class ActiveRollout
{
    private const double Whole = 18446744073709551616.0; // 2^64

    private readonly long _seed;
    private volatile bool _isReady;

    public ActiveRollout(string model, ModelRollout rollout)
    {
        (Model, Rollout, Candidate) = (model, rollout, ModelReference.ToVersion(model, rollout.Version));
        Span<byte> id = stackalloc byte[16];
        rollout.Id.TryWriteBytes(id);
        _seed = BinaryPrimitives.ReadInt64LittleEndian(id);
    }

    public string Model { get; }

    public ModelRollout Rollout { get; }

    public ModelReference Candidate { get; }

    /// <summary>Whether the candidate was loaded when last looked at, and has not failed since.</summary>
    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }

    /// <summary>
    /// Whether a request is in the share: its hash (XxHash3, seeded by the rollout's id) is below the share of all hashes. The same on every
    /// instance, and a share that grows takes those that it had and more.
    /// </summary>
    /// <param name="requestKey">What the client calls the one that it asks for; <see langword="null"/> to go by the texts.</param>
    /// <param name="texts">The texts.</param>
    public bool Takes(string? requestKey, IReadOnlyList<string> texts)
    {
        var hash = unchecked((ulong)_seed);
        if (requestKey is not null)
            return Hash(requestKey, hash) / Whole * 100 < Rollout.Percent;
        for (var i = 0; i < texts.Count; i++)
            hash = Hash(texts[i], hash);
        return hash / Whole * 100 < Rollout.Percent;
    }

    private static ulong Hash(string text, ulong seed) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), unchecked((long)seed));
}
