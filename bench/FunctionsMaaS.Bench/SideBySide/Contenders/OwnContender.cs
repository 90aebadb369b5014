using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.SideBySide.Contenders;

/// <summary>One of the product's recipes, trained, packed, verified and opened as the product does it.</summary>
internal sealed class OwnContender(string recipe) : IContender
{
    private readonly ServiceProvider _services = new ServiceCollection().AddTraining().BuildServiceProvider();

    public void Fit(LabeledText[] train, string model)
    {
        var trained = _services.GetRequiredService<RecipeCatalog>().Get(recipe).Train(new("train", train), new(), progress: null, CancellationToken.None);
        ModelPackageFile.Write(ModelPackages.Create(trained, _services.GetServices<IModelFormat>(), metrics: null, TimeProvider.System), model);
    }

    public ILoadedContender Load(string model) => new Loaded(ModelPackageFile.Read(model).Open(_services.GetServices<IModelFormat>()));

    private sealed class Loaded(ITextModel model) : ILoadedContender
    {
        private const int ChunkSize = 64;

        private readonly Worker _worker = new(model);

        public string PredictOne(string text) => _worker.Predict(text);

        public string[] PredictAllOnOneThread(string[] texts) => Array.ConvertAll(texts, _worker.Predict);

        public string[] PredictAll(string[] texts)
        {
            var labels = new string[texts.Length];
            Parallel.For(0, (texts.Length + ChunkSize - 1) / ChunkSize, () => new Worker(model), (chunk, _, worker) =>
            {
                for (var i = chunk * ChunkSize; i < Math.Min(texts.Length, (chunk + 1) * ChunkSize); i++)
                    labels[i] = worker.Predict(texts[i]);
                return worker;
            }, worker => worker.Dispose());
            return labels;
        }

        public void Dispose()
        {
            _worker.Dispose();
            model.Dispose();
        }
    }

    /// <summary>One thread's scorer.</summary>
    private sealed class Worker(ITextModel model) : IDisposable
    {
        private readonly ITextScorer _scorer = model.CreateScorer();
        private readonly float[] _probabilities = new float[model.Labels.Count];

        public string Predict(string text)
        {
            _scorer.Score(text, _probabilities);
            return model.Labels[System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(_probabilities)];
        }

        public void Dispose() => _scorer.Dispose();
    }
}
