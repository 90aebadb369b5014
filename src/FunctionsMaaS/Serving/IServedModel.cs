namespace FunctionsMaaS.Serving;

/// <summary>One loaded model version, ready to make engines. Thread-safe; disposed after the last of its engines.</summary>
/// <typeparam name="TData">The example.</typeparam>
/// <typeparam name="TPrediction">The prediction.</typeparam>
public interface IServedModel<TData, TPrediction> : IDisposable
{
    /// <summary>Makes an engine.</summary>
    IPredictionEngine<TData, TPrediction> CreateEngine();

    /// <summary>Runs an engine until it is compiled and its buffers are grown, and checks that its answers make sense.</summary>
    /// <exception cref="Packaging.ModelPackageException">They do not.</exception>
    void WarmUp(IPredictionEngine<TData, TPrediction> engine);
}
