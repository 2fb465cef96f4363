namespace Online;

/// <summary>Two experts for each feature: one holds that great values are malignant, the other the contrary. What is
/// great they learn as patients come, from the mean and the spread so far: no expert sees a diagnosis.</summary>
internal sealed class Experts(int features)
{
    private readonly double[] _sum = new double[features];
    private readonly double[] _squares = new double[features];
    private int _count;

    /// <summary>The number of experts.</summary>
    public int Count => 2 * features;

    /// <summary>Each expert's probability that the patient's tumour is malignant.</summary>
    public float[] Predict(Patient patient)
    {
        _count++;
        var predictions = new float[Count];
        for (int j = 0; j < features; j++)
        {
            double x = patient.Features[j];
            _sum[j] += x;
            _squares[j] += x * x;
            double mean = _sum[j] / _count;
            double spread = Math.Sqrt(Math.Max((_squares[j] / _count) - (mean * mean), 0));
            double score = spread > 0 ? (x - mean) / spread : 0;
            predictions[2 * j] = (float)(1 / (1 + Math.Exp(-4 * score)));
            predictions[(2 * j) + 1] = 1 - predictions[2 * j];
        }

        return predictions;
    }

    /// <summary>Each expert's loss |p − y|, in [0, 1].</summary>
    public static float[] Losses(float[] predictions, bool isMalignant) =>
        [.. predictions.Select(p => isMalignant ? 1 - p : p)];
}
