namespace FunctionsMaaS.Serving;

/// <summary>Predicts with one loaded model, one example at a time. Not thread-safe: the pool lends each to one caller.</summary>
/// <typeparam name="TData">The example.</typeparam>
/// <typeparam name="TPrediction">The prediction.</typeparam>
public interface IPredictionEngine<in TData, TPrediction> : IDisposable
{
    /// <summary>Predicts, filling <paramref name="prediction"/> in place where it can be reused.</summary>
    /// <param name="example">The example.</param>
    /// <param name="prediction">The prediction of an earlier call to reuse, or <see langword="default"/>.</param>
    void Predict(TData example, ref TPrediction? prediction);
}
