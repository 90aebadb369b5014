using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Serving;

/// <summary>Turns a verified package into a model that a pool can serve. Thread-safe.</summary>
/// <typeparam name="TData">The example.</typeparam>
/// <typeparam name="TPrediction">The prediction.</typeparam>
public interface IModelLoader<TData, TPrediction>
{
    /// <summary>Loads the model.</summary>
    /// <exception cref="ModelPackageException">The payload is damaged or of a kind this loader cannot serve.</exception>
    IServedModel<TData, TPrediction> Load(ModelPackage package);
}
