using FunctionsMaaS.Packaging;
using Microsoft.ML;

namespace FunctionsMaaS.Serving;

/// <summary>Serves any ML.NET zip through the caller's own input and output classes, as <c>Microsoft.Extensions.ML</c> does.</summary>
internal sealed class MlNetModelLoader<TData, TPrediction> : IModelLoader<TData, TPrediction>
    where TData : class, new()
    where TPrediction : class, new()
{
    public IServedModel<TData, TPrediction> Load(ModelPackage package)
    {
        var context = new MLContext();
        try
        {
            using var payload = new MemoryStream(package.Payload.ToArray(), writable: false);
            return new Model(context, context.Model.Load(payload, out _));
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or InvalidOperationException or EndOfStreamException)
        {
            throw new ModelPackageException($"The payload {package.Manifest.Payload.File} is not an ML.NET model: {error.Message}", error);
        }
    }

    private sealed class Model(MLContext context, ITransformer transformer) : IServedModel<TData, TPrediction>
    {
        public IPredictionEngine<TData, TPrediction> CreateEngine()
        {
            try
            {
                return new Engine(context.Model.CreatePredictionEngine<TData, TPrediction>(transformer));
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException)
            {
                throw new ModelPackageException($"The model cannot turn {typeof(TData).Name} into {typeof(TPrediction).Name}: {error.Message}", error);
            }
        }

        public void WarmUp(IPredictionEngine<TData, TPrediction> engine)
        {
            TPrediction? prediction = null;
            engine.Predict(new TData(), ref prediction);
        }

        public void Dispose() => (transformer as IDisposable)?.Dispose();
    }

    private sealed class Engine(PredictionEngine<TData, TPrediction> engine) : IPredictionEngine<TData, TPrediction>
    {
        public void Predict(TData example, ref TPrediction? prediction)
        {
            prediction ??= new TPrediction();
            engine.Predict(example, ref prediction);
        }

        public void Dispose() => engine.Dispose();
    }
}
