using System.Buffers;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// The weights and squared scales of the classes of a block, feature by feature, one cache line each: a step along a text touches both. Rented; not thread-safe.
/// </summary>
internal sealed class ClassLines : IDisposable
{
    /// <summary>How many singles a line has: the weights of all lanes, then their squared scales.</summary>
    public const int Length = 2 * ClassBlock.Lanes;

    private readonly int _features;
    private float[] _values;

    /// <summary>Lines of zeros.</summary>
    /// <param name="features">How many.</param>
    public ClassLines(int features)
    {
        _features = features;
        _values = ArrayPool<float>.Shared.Rent(checked(features * Length));
        _values.AsSpan(0, features * Length).Clear();
    }

    /// <summary>All lines.</summary>
    public Span<float> Values => _values.AsSpan(0, _features * Length);

    /// <summary>The weights of a feature, lane by lane.</summary>
    public Span<float> Weights(int feature) => _values.AsSpan(feature * Length, ClassBlock.Lanes);

    /// <summary>The squared scales of a feature, lane by lane.</summary>
    public Span<float> Scales(int feature) => _values.AsSpan((feature * Length) + ClassBlock.Lanes, ClassBlock.Lanes);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_values);
        _values = [];
    }
}
