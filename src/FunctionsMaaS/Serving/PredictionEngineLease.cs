using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Serving;

/// <summary>
/// An engine lent by a <see cref="PredictionEnginePool{TData, TPrediction}"/> until disposed; it goes back to the generation that lent
/// it, whatever was published since. For one thread at a time; disposing it again does nothing.
/// </summary>
/// <typeparam name="TData">The example.</typeparam>
/// <typeparam name="TPrediction">The prediction.</typeparam>
public readonly struct PredictionEngineLease<TData, TPrediction> : IDisposable
{
    private readonly EngineSlot<TData, TPrediction> _slot;
    private readonly int _ticket;

    internal PredictionEngineLease(EngineSlot<TData, TPrediction> slot)
    {
        _slot = slot;
        _ticket = slot.Ticket;
    }

    /// <summary>The manifest of the version that answers.</summary>
    public ModelManifest Manifest => Slot.Generation.Manifest;

    internal IServedModel<TData, TPrediction> Model => Slot.Generation.Model;

    /// <summary>Predicts into <paramref name="prediction"/>, which is reused if it fits.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public void Predict(TData example, ref TPrediction? prediction) => Slot.Engine.Predict(example, ref prediction);

    /// <summary>Predicts into a new object.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public TPrediction Predict(TData example)
    {
        TPrediction? prediction = default;
        Predict(example, ref prediction);
        return prediction!;
    }

    /// <summary>Returns the engine.</summary>
    public void Dispose() => _slot?.Return(_ticket);

    private EngineSlot<TData, TPrediction> Slot =>
        _slot is { } slot && slot.Ticket == _ticket ? slot : throw new ObjectDisposedException(nameof(PredictionEngineLease<TData, TPrediction>));
}
